/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Statistics of the call's media, and what they say about its health. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.stats;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
