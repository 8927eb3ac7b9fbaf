//! `cargo xtask run`: from a clone to a running platform.

use anyhow::Result;

/// What to run.
#[derive(clap::Args)]
pub struct Options {
    /// Restore the copy of the old database as `legacy` first, to try the console with.
    #[arg(long)]
    pub demo: bool,
    /// The port on which the platform answers.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Optimise the API too; compiling takes several times as long.
    #[arg(long)]
    pub release: bool,
}

/// Builds what is missing and becomes `avenue serve`.
pub fn platform(_options: &Options) -> Result<()> {
    Ok(())
}
