//! How a person wants to be told.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::Topic;
use crate::json::FromJson;
use crate::time::{DayTime, valid_day_time};

/// The hour of the daily digest for whoever has not chosen.
pub const DIGEST_HOUR: u8 = 8;

/// When a mail of a topic is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MailPace {
    /// At once; what happens in quiet hours, when they are over.
    AtOnce,
    /// Once a day, together with everything else that was not read meanwhile.
    Daily,
    /// Never.
    Never,
}

/// How somebody is told about one topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopicChoice {
    /// About what.
    pub topic: Topic,
    /// Whether it is shown in the app.
    pub in_app: bool,
    /// When it is sent by mail.
    pub mail: MailPace,
}

impl TopicChoice {
    /// What counts for whoever has not chosen.
    pub const fn default_of(topic: Topic) -> Self {
        Self { topic, in_app: true, mail: topic.default_pace() }
    }
}

/// When somebody is not to be disturbed, by the clock of their time zone. It may reach over midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuietHours {
    /// From this time of day on, such as `22:00`.
    #[garde(custom(valid_day_time))]
    pub from: DayTime,
    /// Until this time of day, such as `07:30`; another than `from`.
    #[garde(custom(valid_day_time), custom(other_than(&self.from)))]
    pub until: DayTime,
}

fn other_than(from: &DayTime) -> impl FnOnce(&DayTime, &()) -> garde::Result + '_ {
    move |until, _| {
        if until == from { Err(garde::Error::new("must be another time than the beginning")) } else { Ok(()) }
    }
}

/// `GET /api/notifications/settings`: how one wants to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationSettings {
    /// Every topic that one chooses about.
    pub topics: Vec<TopicChoice>,
    /// The hour of the daily digest, 0 to 23.
    pub digest_hour: u8,
    /// When mails wait and the app does not call; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<QuietHours>,
    /// The time zone that hours are meant in: the profile's, else `America/Asuncion`.
    pub time_zone: String,
    /// Whether mails are sent at all: the address must be proven first.
    pub mail_possible: bool,
}

/// `PUT /api/notifications/settings`: the choice as a whole. Topics that are left out go back to what counts for whoever has
/// not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeNotificationSettings {
    /// How to be told, by topic; each once.
    #[garde(length(max = 30), custom(each_once))]
    #[serde(default)]
    pub topics: Vec<TopicChoice>,
    /// The hour of the daily digest, 0 to 23.
    #[garde(range(max = 23))]
    pub digest_hour: u8,
    /// When not to be disturbed; absent: never.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<QuietHours>,
}

fn each_once(topics: &[TopicChoice], _: &()) -> garde::Result {
    for (index, choice) in topics.iter().enumerate() {
        if !Topic::CHOICES.contains(&choice.topic) {
            return Err(garde::Error::new("nobody chooses about the topic `system`"));
        }
        if topics.iter().take(index).any(|before| before.topic == choice.topic) {
            return Err(garde::Error::new("each topic may stand once"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_refused() {
        let quiet = |from: &str, until: &str| QuietHours {
            from: DayTime(from.to_owned()),
            until: DayTime(until.to_owned()),
        };
        let good = ChangeNotificationSettings {
            topics: vec![TopicChoice::default_of(Topic::Account)],
            digest_hour: 23,
            quiet_hours: Some(quiet("22:00", "07:30")),
        };
        assert!(good.validate().is_ok());
        let twice = vec![TopicChoice::default_of(Topic::Account); 2];
        assert!(ChangeNotificationSettings { topics: twice, ..good.clone() }.validate().is_err());
        let system = vec![TopicChoice::default_of(Topic::System)];
        assert!(ChangeNotificationSettings { topics: system, ..good.clone() }.validate().is_err());
        assert!(ChangeNotificationSettings { digest_hour: 24, ..good.clone() }.validate().is_err());
        for (from, until) in [("22:00", "22:00"), ("22", "07:00"), ("22:00", "24:00")] {
            let quiet_hours = Some(quiet(from, until));
            assert!(ChangeNotificationSettings { quiet_hours, ..good.clone() }.validate().is_err());
        }
    }
}
