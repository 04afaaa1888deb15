"""For notebooks: pandas tables of documents, stores and answers (`to_pandas`), and how these show themselves in Jupyter (`display`)."""
