/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The conference simulator: a small conference server for demos and tests, and how to drive it. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.simulator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
