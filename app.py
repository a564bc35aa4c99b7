"""The app: `matcher app` starts it, and so does `streamlit run app.py`."""

from matcher.web.main import show_app

if __name__ == "__main__":
    show_app()
