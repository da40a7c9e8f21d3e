/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** One SIP user agent per connector: connecting, registering, probing, and what becomes of it. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.connection;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
