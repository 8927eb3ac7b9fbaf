//! A mail in the form in which it travels.

use std::time::SystemTime;

use lettre::Message;
use lettre::message::{Mailbox, MultiPart};

use super::{Mail, MailFailure};

/// Writes the mail as text and HTML in one. Nothing that goes into a header can begin another one: the subject and the
/// id must be single lines, and addresses are parsed, not pasted.
///
/// # Errors
/// [`MailFailure::Permanent`] when an address, the subject or the id is not of its form.
pub(super) fn build(mail: &Mail, from: &str) -> Result<Message, MailFailure> {
    let wrong = |what: &str| MailFailure::Permanent(format!("the mail was not written: {what}"));
    if mail.subject.is_empty() || mail.subject.chars().any(char::is_control) {
        return Err(wrong("its subject must be one line"));
    }
    if mail.id.is_empty() || !mail.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(wrong("its id must be letters, digits and hyphens"));
    }
    let to = mail.to.parse().map_err(|_| wrong("the recipient is not a mail address"))?;
    let from: Mailbox = from.parse().map_err(|_| wrong("the sender is not a mail address"))?;
    let message_id = format!("<{}@{}>", mail.id, from.email.domain());
    Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(&mail.subject)
        .date(SystemTime::from(mail.date))
        .message_id(Some(message_id))
        .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
        .map_err(|error| wrong(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str, subject: &str) -> Mail {
        Mail {
            id: "0190-a".to_owned(),
            date: "2026-11-21T12:00:00Z".parse().unwrap(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: "Hola".to_owned(),
            html: "<p>Hola</p>".to_owned(),
        }
    }

    fn built(to: &str, subject: &str) -> Result<String, MailFailure> {
        build(&mail(to, subject), "Avenue <hola@avenue.example>")
            .map(|message| String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_mail_carries_both_parts_and_its_id() {
        let text = built("ana@example.com", "Confirmá tu correo").unwrap();
        for part in [
            "From: Avenue <hola@avenue.example>\r\n",
            "To: ana@example.com\r\n",
            "Message-ID: <0190-a@avenue.example>\r\n",
            "Date: Sat, 21 Nov 2026 12:00:00 +0000\r\n",
            "multipart/alternative",
            "text/plain",
            "text/html",
        ] {
            assert!(text.contains(part), "{part:?} is missing in {text}");
        }
    }

    #[test]
    fn nothing_can_begin_another_header() {
        for subject in
            ["Hola\r\nBcc: eva@example.com", "Hola\nBcc: eva@example.com", "Hola\rBcc: x", "a\0b", ""]
        {
            assert!(
                matches!(built("ana@example.com", subject), Err(MailFailure::Permanent(_))),
                "{subject:?}"
            );
        }
        for to in [
            "ana@example.com\r\nBcc: eva@example.com",
            "ana@example.com, eva@example.com",
            "ana@example.com\n",
            "Ana <ana@example.com>",
            "ana",
            "",
        ] {
            assert!(matches!(built(to, "Hola"), Err(MailFailure::Permanent(_))), "{to:?}");
        }
    }
}
