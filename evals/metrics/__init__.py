"""What is measured, one module a metric, and how sure a figure is."""
