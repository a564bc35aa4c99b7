"""The Streamlit app: pages that only draw what results say."""
