"""For authors of SOP plugins: check, test, import, render, simulate and scaffold; its tools come with the plugin kit."""
