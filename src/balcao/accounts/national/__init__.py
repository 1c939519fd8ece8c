"""National identity: OpenID Connect as allauth does it, with what it leaves out: a nonce, the signature of the ID token, the issuer as it was
set up, and words when the provider is away."""
