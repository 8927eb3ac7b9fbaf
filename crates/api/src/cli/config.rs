//! `avenue config`: what is set, what it is for, what is wrong.

use std::process::ExitCode;

use clap::Subcommand;
use shared::system::{Setting, SettingOrigin};

use super::read_config;
use crate::config::Config;

/// What to do with the configuration.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Command {
    /// Say everything that is wrong, or nothing
    Check,
    /// List every setting, what it is for and the value in force (secrets are not shown)
    List,
    /// Describe every setting as a page in Markdown, whatever is set here
    Document,
}

/// Runs the command.
pub fn run(command: &Command) -> ExitCode {
    if matches!(command, Command::Document) {
        return document();
    }
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
        Command::Document => {}
    }
    ExitCode::SUCCESS
}

fn document() -> ExitCode {
    match Config::read(|_| None) {
        Ok(config) => {
            print!("{}", page(&config.settings));
            ExitCode::SUCCESS
        }
        Err(problems) => {
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            ExitCode::FAILURE
        }
    }
}

/// Every setting, a table for each concern.
fn page(settings: &[Setting]) -> String {
    let mut page = "# Configuration\n\nEvery setting is an environment variable, read once at the start. \
                    `avenue config check` reports everything that\nis wrong or missing together; `avenue config list` \
                    shows what is in force. This page comes from the program: `cargo xtask openapi`\nwrites it anew.\n"
        .to_owned();
    for group in settings.chunk_by(|left, right| left.group == right.group) {
        let Some(first) = group.first() else { continue };
        page.push_str(&format!(
            "\n## {}\n\n| Variable | What it is | Expected | Default |\n|-|-|-|-|\n",
            first.group
        ));
        for setting in group {
            let default = setting.value.as_ref().map_or_else(String::new, |value| format!("`{value}`"));
            let row = [&setting.description, &setting.expected].map(|text| cell(text));
            page.push_str(&format!("| `{}` | {} | {} | {default} |\n", setting.variable, row[0], row[1]));
        }
    }
    page
}

/// A text within a table of Markdown, shown as it is.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
