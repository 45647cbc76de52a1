"""Reports people look at, and what pipelines read: pages in HTML, SARIF, JUnit, annotations."""
