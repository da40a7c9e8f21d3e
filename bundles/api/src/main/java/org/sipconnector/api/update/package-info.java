/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What was replaced while calls were up, and how it went. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.update;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
