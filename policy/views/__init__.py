"""Pages of the policy and of requests to endorse."""
