map builtins.functionArgs [ (x: x) map ({ }: 1) ({ ... }: 1) (args@{ a ? 1, ... }: a) ]
