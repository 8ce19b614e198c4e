"""Take casualty and displacement figures out of news reports, and say where the reports differ and why."""
