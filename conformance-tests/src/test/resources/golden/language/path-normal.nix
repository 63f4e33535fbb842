[ /a/./b /a/../b /a//b ./data ../golden ]
