"""The points of the main journey, each as functions that do what a person does on the pages."""
