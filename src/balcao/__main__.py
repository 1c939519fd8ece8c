"""`python -m balcao` is the same as `balcao`."""

from balcao.cli import main

raise SystemExit(main())
