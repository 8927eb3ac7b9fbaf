//! Campaigns: what a brand asks for, how creators find it, the applications to it, and what the two sides write to and of
//! each other.

mod application;
mod brief;
mod campaign;
mod comments;
mod compensation;
mod dashboard;
mod deliverables;
mod disclosure;
mod discovery;
mod messages;
mod metrics;
mod post;
mod ratings;
mod reports;
mod requirements;
mod rights;
mod shipping;
mod state;
mod timing;

pub use application::{
    AcceptCounter, Application, ApplicationCounts, ApplicationQuery, ApplicationState, ApplicationSummary,
    Apply, ConfirmApplication, CounterOffer, MakeOffer, Offer, OfferSide, RejectApplication, Signature,
};
pub use brief::{Brief, BriefVersion, Deliverable, DeliverableKind, MAX_PIECES};
pub use campaign::{
    BrandCampaign, Campaign, CampaignBrand, CampaignPage, CampaignSummary, CancelCampaign, CreateCampaign,
    MAX_SLOTS, UpdateCampaign, valid_date,
};
pub use comments::{CommentPlace, CommentQuery, CommentSide, CreateDraftComment, DraftComment, Spot};
pub use compensation::{Compensation, CompensationKind};
pub use dashboard::{
    CampaignMetrics, CreatorMetrics, DashboardQuery, DayMetrics, LONGEST_PERIOD, MOST_LISTED,
    MetricsDashboard, MetricsSum, PlatformMetrics, SpentOn,
};
pub use deliverables::{
    AskChanges, DeliverableQuery, DeliverableState, DeliverableWork, Draft, DraftAnswer, DraftContent,
    OwedDeliverable, PublishDeliverable, RejectDeliverable, SubmitDraft, SubmittedContent, Verdict,
};
pub use disclosure::disclosed_by;
pub use discovery::{BrandCampaignQuery, CampaignQuery, CampaignSort, ManagedCampaignQuery, SavedQuery};
pub use messages::{
    MOST_ATTACHMENTS, Message, MessageBlock, MessageQuery, ReadMessages, SendMessage, Thread, ThreadQuery,
    ThreadSummary, UnreadMessages, UnreadQuery,
};
pub use metrics::{
    ConfirmMetrics, ConfirmedFigure, ManagedMetrics, ManagedMetricsQuery, MetricsFailure, MetricsState,
    PictureLikeness, PictureReuse, PostMetrics, QuestionMetrics, QuestionSide, Questioned, audience,
    interactions,
};
pub use post::{PostError, example as post_example, recognise_post};
pub use ratings::{
    ApplicationRatings, CreateRating, Hidden, HideRating, ManagedRating, ManagedRatingQuery, Mark,
    PublicRating, RATING_DAYS, Rating, RatingCriterion, RatingQuery, RatingReply, ReplyToRating,
};
pub use reports::{
    ApplicationSheetQuery, AskReport, CampaignSheetQuery, ManagedCampaignSheetQuery,
    ManagedMetricsSheetQuery, ManagedRatingSheetQuery, Report, ReportKind, ReportState,
};
pub use requirements::{MAX_CATEGORIES, MAX_NETWORKS, NetworkRequirement, Requirements};
pub use rights::{
    EditingRight, Exclusivity, PaidAds, Rights, RightsChannel, RightsQuery, RightsState, RightsTerm,
    Territory, UsageRights,
};
pub use shipping::{
    Dispatch, ReportShipment, SendShipment, Shipment, ShipmentProblem, ShipmentQuery, ShipmentState,
    ShippingAddress,
};
pub use state::CampaignState;
pub use timing::Timing;
