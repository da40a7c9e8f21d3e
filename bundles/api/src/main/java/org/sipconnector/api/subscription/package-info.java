/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Hearing a connector's events by handlers, once, or as a stage; each ends by its own handle. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.subscription;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
