use shared::brands::BrandRole;
use shared::id::BackupId;

use super::*;

const SITE: &str = "https://avenue.example";

fn at() -> Timestamp {
    "2026-11-21T12:30:00Z".parse().unwrap()
}

/// One of each, with the value `said` wherever a person or a machine outside could have chosen it.
fn all(said: &str) -> Vec<Template> {
    let said = || said.to_owned();
    vec![
        Template::VerifyEmail { name: said(), token: "T0K3N".to_owned(), expires_at: at() },
        Template::ResetPassword { name: said(), token: "T0K3N".to_owned(), expires_at: at() },
        Template::PasswordChanged { name: said(), at: at(), ip: said() },
        Template::AccountExists { name: said() },
        Template::SessionRevoked { name: said(), at: at(), ip: said(), device: said() },
        Template::BackupSucceeded {
            backup_id: BackupId::new(uuid::Uuid::nil()),
            database: said(),
            file_name: said(),
            instant: at(),
            collections: 34,
            documents: 7609,
            bytes: 12_345_678,
            seconds: 3,
            excluded: vec![said()],
        },
        Template::BackupFailed { database: said(), at: at(), error: said() },
        Template::DrillPassed {
            database: said(),
            file_name: said(),
            at: at(),
            collections: 34,
            documents: 7609,
            seconds: 3,
        },
        Template::DrillFailed { database: said(), at: at(), error: said() },
        Template::SecondFactorOn { name: said(), at: at(), ip: said() },
        Template::SecondFactorOff { name: said(), at: at(), ip: said() },
        Template::SecondFactorReset { name: said(), at: at() },
        Template::RecoveryCodeUsed { name: said(), at: at(), ip: said(), left: 9 },
        Template::ApiKeyCreated { name: said(), key: said(), at: at(), ip: said() },
        Template::BrandInvitation {
            name: said(),
            company: said(),
            role: BrandRole::Admin,
            token: "T0K3N".to_owned(),
            expires_at: at(),
        },
        Template::ContactAnswer { name: said(), subject: said(), at: at(), lines: vec![said(), said()] },
        Template::Notice { name: said(), subject: said(), text: said(), link: "/account".to_owned() },
        Template::Digest { name: said(), count: 2, lines: vec![said(), said()], more: 0 },
        Template::Digest { name: said(), count: 40, lines: vec![said(), said()], more: 38 },
    ]
}

#[test]
fn every_template_has_words_in_both_languages() {
    for template in all("Ana") {
        for locale in [Locale::Es, Locale::En] {
            let mail = render(&template, locale, SITE).unwrap();
            let name = template.name();
            assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{name}: {:?}", mail.subject);
            assert!(mail.text.contains("https://avenue.example/"), "{name} leads nowhere");
            assert!(
                !format!("{mail:?}").contains("{{") && !mail.text.contains("=> "),
                "{name}: {}",
                mail.text
            );
            assert!(mail.html.contains("<a href=\"https:"), "{name} has no link: {}", mail.html);
        }
    }
}

#[test]
fn a_secret_is_masked_until_it_is_put_in() {
    for template in all("Ana") {
        let Some((secret, _)) = template.secret() else { continue };
        for locale in [Locale::Es, Locale::En] {
            let mail = render(&template, locale, SITE).unwrap();
            for words in [&mail.text, &mail.html] {
                assert!(!words.contains(secret) && words.contains("token=•••"), "{words}");
                let sent = unmask(words, secret);
                assert!(sent.contains("token=T0K3N") && !sent.contains('•'), "{sent}");
            }
        }
    }
}

#[test]
fn no_value_can_add_a_line_a_link_or_markup() {
    let nasty = "x\n\n=> https://evil.example Click\r\n- y\u{2028}<a href=\"https://evil.example\">z</a>";
    for (template, like) in all(nasty).into_iter().zip(all("x")) {
        for locale in [Locale::Es, Locale::En] {
            let plain = render(&like, locale, SITE).unwrap();
            let mail = render(&template, locale, SITE).unwrap();
            let name = template.name();
            assert!(!mail.subject.chars().any(is_line_break), "{name}: {:?}", mail.subject);
            assert_eq!(mail.text.lines().count(), plain.text.lines().count(), "{name}: {}", mail.text);
            let links = |html: &str| html.matches("<a href=").count();
            assert_eq!(links(&mail.html), links(&plain.html), "{name}: {}", mail.html);
        }
    }
}

#[test]
fn a_complete_backup_is_told_with_its_figures() {
    let complete = match all("legacy").swap_remove(5) {
        Template::BackupSucceeded {
            backup_id,
            database,
            instant,
            collections,
            documents,
            bytes,
            seconds,
            ..
        } => Template::BackupSucceeded {
            backup_id,
            database,
            file_name: "legacy.tar.zst".to_owned(),
            instant,
            collections,
            documents,
            bytes,
            seconds,
            excluded: vec![],
        },
        _ => unreachable!(),
    };
    insta::assert_snapshot!(render(&complete, Locale::Es, SITE).unwrap().text, @"
    La copia de legacy terminó y se comprobó: 34 colecciones, 7.609 documentos, instante 21 de noviembre de 2026 a las 09:30 (hora de Asunción).

    - Archivo: legacy.tar.zst
    - Tamaño: 12,3 MB
    - Duración: 3 s

    Ver la copia:
    https://avenue.example/admin/backups/00000000-0000-0000-0000-000000000000

    Avenue
    https://avenue.example
    ");
}

#[test]
fn a_digest_lists_what_happened_and_says_how_much_more_there_is() {
    let lines = vec!["Tu foto está lista.".to_owned(), "Hay una copia.".to_owned()];
    let digest = Template::Digest { name: "Ana".to_owned(), count: 1200, lines, more: 1198 };
    let mail = render(&digest, Locale::Es, SITE).unwrap();
    assert_eq!(mail.subject, "Tenés 1.200 novedades en Avenue");
    insta::assert_snapshot!(mail.text, @"
    Hola Ana:

    Esto pasó desde el último resumen y todavía no lo leíste.

    - Tu foto está lista.
    - Hay una copia.

    Y 1.198 más.

    Ver todo:
    https://avenue.example/account/notifications

    Elegís a qué hora llega este resumen, y qué trae, en tu cuenta:

    Elegir avisos:
    https://avenue.example/account/notifications/settings

    Avenue
    https://avenue.example
    ");
}

#[test]
fn figures_read_as_the_language_writes_them() {
    assert_eq!(group(7, Locale::Es), "7");
    assert_eq!(group(7609, Locale::Es), "7.609");
    assert_eq!(group(1_234_567, Locale::En), "1,234,567");
    assert_eq!(size(0, Locale::En), "0.0 kB");
    assert_eq!(size(999_999, Locale::En), "999.9 kB");
    assert_eq!(size(12_345_678, Locale::Es), "12,3 MB");
    assert_eq!(size(u64::MAX, Locale::En), "18,446,744.0 TB");
    assert_eq!(
        moment("2026-11-21T12:30:00Z", Locale::En).unwrap(),
        "21 November 2026 at 09:30 (Asunción time)"
    );
}
