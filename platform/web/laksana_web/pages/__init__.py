"""What a person sees in a browser without an account: plain Indonesian pages that need no script."""
