"""What is done with files that may be one person's."""

from .deciding import part_pair, put_back, say_unsure
from .finding import find_everywhere
from .forgetting import forget_merged
from .merging import merge_pair, same_person_said, undo_merge

__all__ = [
    "find_everywhere",
    "forget_merged",
    "merge_pair",
    "part_pair",
    "put_back",
    "same_person_said",
    "say_unsure",
    "undo_merge",
]
