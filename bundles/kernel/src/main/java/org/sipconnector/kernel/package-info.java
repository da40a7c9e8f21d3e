/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a manager is made of and what it may ask of the kernel: lane, state, hand-over, timers, replies. */
@Export
@NullMarked
@Version("1.1.0")
package org.sipconnector.kernel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
