//! Means, and their sampling errors.

use serde::Serialize;

/// The mean of a number of trials.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The mean of the trials.
    pub mean: f64,
    /// The sampling error of the mean: the standard deviation of the trials over the square
    /// root of their number. In 19 of 20 cases the true mean is within two standard errors.
    pub standard_error: f64,
}

impl Estimate {
    /// Computes the estimate from these trials. The error of a single trial is unknown, and
    /// given as infinite.
    #[must_use]
    pub fn of(trials: impl IntoIterator<Item = f64>) -> Self {
        let mut number = 0.0;
        let mut mean = 0.0;
        let mut squares = 0.0;
        // Welford's algorithm does not subtract large sums from each other.
        for trial in trials {
            number += 1.0;
            let off = trial - mean;
            mean += off / number;
            squares += off * (trial - mean);
        }
        let standard_error = if number > 1.0 {
            (squares / (number - 1.0) / number).sqrt()
        } else {
            f64::INFINITY
        };
        Self {
            mean,
            standard_error,
        }
    }

    /// Returns the difference of two estimates, in standard errors of the difference.
    #[must_use]
    pub fn apart(&self, other: &Self) -> f64 {
        let difference = (self.mean - other.mean).abs();
        if difference == 0.0 {
            return 0.0;
        }
        difference / self.standard_error.hypot(other.standard_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_error_is_that_of_the_textbook() {
        let estimate = Estimate::of([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert!((estimate.mean - 5.0).abs() < 1e-12);
        // Squares 32, over 7 degrees of freedom, over 8 trials.
        assert!((estimate.standard_error - (32.0_f64 / 7.0 / 8.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn the_error_of_one_trial_is_infinite() {
        assert!(Estimate::of([1.0]).standard_error.is_infinite());
    }
}
