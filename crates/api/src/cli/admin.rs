//! `avenue admin`: administrators, for whoever can run programs on this machine.

use std::process::ExitCode;

use clap::Subcommand;
use secrecy::ExposeSecret;

use super::{COULD_NOT, USAGE, read_config, serve};
use crate::app::AppState;
use crate::domains::identity::{
    FirstStart, OneTimePassword, create_administrator, first_administrator, reset_password,
    reset_second_factor,
};
use crate::http::ApiError;

/// What to do with administrators.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Create an administrator with every permission, and print a one-time password
    Create {
        /// The address to sign in with
        email: String,
    },
    /// Give an account a one-time password, and end its sessions
    ResetPassword {
        /// The account's address
        email: String,
    },
    /// Take an account's second factor away, for who has lost app and recovery codes
    ResetSecondFactor {
        /// The account's address
        email: String,
    },
}

/// Runs the command.
pub fn run(command: Command) -> ExitCode {
    let config = match read_config() {
        Ok(config) => config,
        Err(code) => return code,
    };
    serve::with_state_of(config, async |state, _| {
        let made = match &command {
            Command::Create { email } => create_administrator(&state, email).await,
            Command::ResetPassword { email } => reset_password(&state, email).await,
            Command::ResetSecondFactor { email } => {
                return match reset_second_factor(&state, email).await {
                    Ok(()) => {
                        println!("{email} has no second factor any more: the password is enough.");
                        ExitCode::SUCCESS
                    }
                    Err(error) => refuse(&error),
                };
            }
        };
        match made {
            Ok(password) => {
                print(&password);
                ExitCode::SUCCESS
            }
            Err(error) => refuse(&error),
        }
    })
}

/// Creates the first administrator where there is none, and says how the start found things.
pub async fn welcome(state: &AppState) -> Result<(), ApiError> {
    match first_administrator(state).await? {
        FirstStart::Created(password) => print(&password),
        FirstStart::AlreadyThere => {}
        FirstStart::NoAddress => {
            println!(
                "There is no administrator: set AVENUE_ADMIN_EMAIL and start again, or run avenue admin create."
            );
        }
    }
    Ok(())
}

fn print(made: &OneTimePassword) {
    println!("Administrator: {}", made.email);
    println!(
        "One-time password, shown only now, to be changed at the first sign-in: {}",
        made.password.expose_secret()
    );
}

fn refuse(error: &ApiError) -> ExitCode {
    eprintln!("{error}");
    for field in error.wrong_fields() {
        eprintln!("  {}: {}", field.field, field.message);
    }
    ExitCode::from(if error.code().status() < 500 { USAGE } else { COULD_NOT })
}
