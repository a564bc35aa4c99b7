"""The least that an app of this kind can be: one field, one button, one text. `benchmarks/app.py` measures it too."""

import streamlit as st


def _answer(answered: bool) -> None:
    st.session_state["answered"] = answered


@st.fragment
def _show() -> None:
    if st.session_state.get("answered"):
        st.html('<section class="answer">An answer</section>')
        st.button("Back", on_click=_answer, args=(False,))
    else:
        with st.form("form"):
            st.text_area("Text")
            st.form_submit_button("Go", on_click=_answer, args=(True,))


_show()
st.html('<footer class="note">An empty app</footer>')
