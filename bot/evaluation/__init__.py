"""What editors and reviewers measure with: batches, scores, recitals, explanations."""
