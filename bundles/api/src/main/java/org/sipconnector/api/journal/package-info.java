/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What happened last on a connector's lane, for support. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.journal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
