package web

// Lists that are asked for without a limit, or with a large one, end at the rows that the server gives; that more are there is told.

func (req *LimitRequest) bound(o Options) error {
	req.Limit = lower(o.Limits.Rows, req.Limit)
	return nil
}

func (req *ArticlesRequest) bound(o Options) error {
	req.Limit = lower(o.Limits.Rows, req.Limit)
	return nil
}

func (req *NamesRequest) bound(o Options) error {
	req.Limit = lower(o.Limits.Rows, req.Limit)
	return nil
}

func (req *DisputesRequest) bound(o Options) error {
	req.Limit = lower(o.Limits.Rows, req.Limit)
	return nil
}

func (req *TimelineRequest) bound(o Options) error {
	req.Limit, req.Claims = lower(o.Limits.Rows, req.Limit), lower(o.Limits.Rows, req.Claims)
	return nil
}

func (req *DossierRequest) bound(o Options) error {
	req.Limit = lower(o.Limits.Rows, req.Limit)
	return nil
}

func (req *ShowRequest) bound(o Options) error {
	req.Statements, req.Claims = lower(o.Limits.Rows, req.Statements), lower(o.Limits.Rows, req.Claims)
	return nil
}
