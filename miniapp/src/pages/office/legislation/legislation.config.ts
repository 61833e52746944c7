export default definePageConfig({ navigationBarTitleText: '立法意见' })
