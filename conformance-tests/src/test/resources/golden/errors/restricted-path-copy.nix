"${/etc/passwd}"
