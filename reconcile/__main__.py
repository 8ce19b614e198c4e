"""`python -m reconcile` is `reconcile`."""

from reconcile.cli import main

raise SystemExit(main())
