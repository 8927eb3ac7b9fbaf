//! Figures read from screenshots: by Tesseract from pages that a browser draws, by Gemini's stand-in as documented.

mod gemini;
pub mod screens;
mod tesseract;

use std::io::Cursor;

use api::infra::reading::Picture;
use image::{GrayImage, ImageFormat, Luma};

/// A picture with nothing to read.
fn blank(width: u32, height: u32) -> Picture {
    opened(&GrayImage::from_pixel(width, height, Luma([240])))
}

/// An image as a picture that somebody sent.
fn opened(image: &GrayImage) -> Picture {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    Picture::open(bytes.into_inner()).unwrap()
}
