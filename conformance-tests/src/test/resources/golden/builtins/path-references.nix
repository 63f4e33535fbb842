# A copy of a store object refers to what the object refers to, where the context says that it is one.
let
  text = builtins.toFile "text" "hello";
  referring = builtins.toFile "text2" "refers to ${text}";
in
[
  (builtins.path { path = referring; name = "copy"; })
  (builtins.path { path = builtins.unsafeDiscardStringContext referring; name = "copy"; })
]
