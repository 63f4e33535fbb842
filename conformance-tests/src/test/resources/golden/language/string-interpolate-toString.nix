"${{ __toString = self: "v${toString self.n}"; n = 2; }}"
