"""What GraphQL answers with, each built from a view."""
