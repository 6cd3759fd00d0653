"""The company's catalogue before the list: what its products' facts answer under which entries, on which days."""
