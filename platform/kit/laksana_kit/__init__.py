"""For authors of SOP plugins: check, test, import, render, simulate, scaffold; the tools come with the plugin kit."""
