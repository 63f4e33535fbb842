[ http://a.b/c?d=e&f git+ssh://x@y:1/z x:y ]
