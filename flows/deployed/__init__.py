"""What Prefect serves: the deployments of all use cases, their forms, limits and automations."""
