/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What became of a connector's latest calls. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.callhistory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
