# Sourced by the scripts that compile emitted crates: they stand in `clients/`, in a workspace of their own.

# Writes the manifest of the workspace in this folder.
workspace() {
    cat >"$1/Cargo.toml" <<TOML
[workspace]
resolver = "3"
members = ["clients/*"]

[profile.dev]
debug = false
incremental = false
TOML
}
