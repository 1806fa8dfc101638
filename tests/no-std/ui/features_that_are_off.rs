//! Without its feature, nothing of it is compiled in.

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Overrides, Report, describe_metrics, sites};

fn main() {}
