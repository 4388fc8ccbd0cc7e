"""What people do with the policy, and with requests to endorse (`policy.actions.endorsements`)."""

from policy.actions.policies import chapter_mark, save_version, write_chapter

__all__ = ["chapter_mark", "save_version", "write_chapter"]
