a//b/
