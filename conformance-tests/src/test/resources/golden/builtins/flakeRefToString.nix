map builtins.flakeRefToString [
  { type = "github"; owner = "o"; repo = "r"; ref = "main"; dir = "d"; }
  { type = "path"; path = "/x y"; }
  { type = "git"; url = "https://example.org/a.git"; rev = "0123456789abcdef0123456789abcdef01234567"; }
]
