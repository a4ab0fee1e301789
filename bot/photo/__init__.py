"""Text of pictures and documents, read in one process that is bounded and can be killed."""
