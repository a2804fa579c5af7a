"""The GraphQL of Laksana: types over views, mutations over use cases, and nothing of its own that a page would lack."""
