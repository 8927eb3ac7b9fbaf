//! `avenue config`: what is set, what it is for, what is wrong.

use std::process::ExitCode;

use clap::Subcommand;
use shared::system::SettingOrigin;

use super::read_config;

/// What to do with the configuration.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Command {
    /// Say everything that is wrong, or nothing
    Check,
    /// List every setting, what it is for and the value in force (secrets are not shown)
    List,
}

/// Runs the command.
pub fn run(command: &Command) -> ExitCode {
    let config = match read_config() {
        Ok(config) => config,
        Err(code) => return code,
    };
    match command {
        Command::Check => println!("The configuration is sound: {} settings.", config.settings.len()),
        Command::List => {
            for setting in &config.settings {
                let value = match setting.origin {
                    SettingOrigin::Secret => "(set, not shown)",
                    SettingOrigin::NotSet => "(not set)",
                    SettingOrigin::Environment | SettingOrigin::Default => {
                        setting.value.as_deref().unwrap_or("")
                    }
                };
                println!("{:<24} {:<40} {}", setting.variable, value, setting.description);
            }
        }
    }
    ExitCode::SUCCESS
}
