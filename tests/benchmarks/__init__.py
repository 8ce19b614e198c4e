"""What is measured, and the reports made for it."""
